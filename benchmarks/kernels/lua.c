/* A real interpreter: Lua runs a script that sorts, joins strings, calls closures and does floating point arithmetic. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include "lua.h"
#include "lauxlib.h"
#include "lualib.h"

static const char script[] =
    "local n = ...\n"
    "local function fib(k) if k < 2 then return k end return fib(k - 1) + fib(k - 2) end\n"
    "local seed = 42\n"
    "local function random() seed = (seed * 1103515245 + 12345) % 2147483648; return seed end\n"
    "local sum = 0\n"
    "for round = 1, n do\n"
    "  sum = sum + fib(16)\n"
    "  local t = {}\n"
    "  for i = 1, 1000 do t[i] = random() end\n"
    "  table.sort(t, function(a, b) return a < b end)\n"
    "  sum = sum + t[500] % 1000\n"
    "  local words = {}\n"
    "  for i = 1, 300 do words[#words + 1] = 'k' .. (t[i] % 97) end\n"
    "  local seen = {}\n"
    "  for _, w in ipairs(words) do seen[w] = (seen[w] or 0) + 1 end\n"
    "  for _, c in pairs(seen) do sum = sum + c * c end\n"
    "  sum = sum + #table.concat(words, ',')\n"
    "  local x = 0.0\n"
    "  for i = 1, 5000 do x = x + 1.0 / (i * i) end\n"
    "  sum = sum + math.floor(x * 1000)\n"
    "end\n"
    "return sum % 2147483647\n";

/* No files, and the same time at each run: so that the module imports nothing. */
FILE *const stdin = NULL, *const stdout = NULL, *const stderr = NULL;
FILE *fopen(const char *restrict path, const char *restrict mode) { return NULL; }
FILE *freopen(const char *restrict path, const char *restrict mode, FILE *restrict file) { return NULL; }
int fclose(FILE *file) { return EOF; }
int fflush(FILE *file) { return 0; }
int getc(FILE *file) { return EOF; }
int ungetc(int c, FILE *file) { return EOF; }
size_t fread(void *restrict to, size_t size, size_t count, FILE *restrict file) { return 0; }
time_t time(time_t *unused) { return 42; }
clock_t clock(void) { return 42; }

static void *allocate(void *unused, void *block, size_t before, size_t size) {
    (void) unused;
    (void) before;
    if (size == 0) {
        free(block);
        return NULL;
    }
    return realloc(block, size);
}

__attribute__((export_name("run"))) int run(int n) {
    lua_State *L = lua_newstate(allocate, NULL);
    luaL_requiref(L, LUA_GNAME, luaopen_base, 1);
    luaL_requiref(L, LUA_TABLIBNAME, luaopen_table, 1);
    luaL_requiref(L, LUA_STRLIBNAME, luaopen_string, 1);
    luaL_requiref(L, LUA_MATHLIBNAME, luaopen_math, 1);
    lua_settop(L, 0);
    if (luaL_loadbufferx(L, script, sizeof script - 1, "script", "t") != LUA_OK) {
        return -1;
    }
    lua_pushinteger(L, n);
    lua_call(L, 1, 1);
    int answer = (int) lua_tointeger(L, -1);
    lua_close(L);
    return answer;
}
