package dev.tollgate.capability.db.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.db.internal.sql.Sql.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
    @ParameterizedTest
    @ValueSource(strings = {"select 1", "  /* x */ select 1 ;  -- end", "with x as (select 1) select * from x", "select ';'", "select ';' as \"a;b\"",
        "select 1/*;*/", "values (1)", "select 1 -- ' \r\n", "select '--', \"/*\"", "select 1.5e-3, .5, 0x1F, 'it''s'", "-- a\n-- b\nselect a.b, count(*) from a",
        "insert into t values (?) on conflict (id) do update set x = excluded.x", "select coalesce(mode, 1) from t", "select \"select\" from t"})
    void ordinaryStatementsPass(String sql) {
        for (Dialect dialect : Dialect.values()) {
            assertThatCode(() -> new Guard(dialect).check(sql)).as(dialect.name()).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", "/* x */", "select 1; select 2", "select 1;;", "(select 1)", "/**/PRAGMA writable_schema=on",
        "-- x\nPRAGMA writable_schema=on", "-- x\rPRAGMA x", "select 1 -- x\r; drop table t", "explain select 1", "\uFEFFselect 1", "\u00A0select 1",
        "vacuum", "attach 'x' as y", "begin", "commit", "rollback", "savepoint x", "reset role", "set role x", "set search_path = x",
        "set statement_timeout=0", "/*/**/select 1/**/*/ reset role", "/*/**/reset role", "select /* x", "select 'x", "select \"x", "select $$;$$",
        "select $a$ ' $a$; reset role --'", "select E'\\'; reset role --'", "select e'x'", "select U&\"pg\\005fsleep\"(1)", "select u&'x'", "select N'x'",
        "do 'x'", "copy t to program 'id'", "call f()", "lock t", "table t", "execute x", "prepare x as select 1", "deallocate all",
        "declare c cursor for select 1", "listen x", "notify x", "discard all", "merge into t using t on true when matched then do nothing",
        "select * into newt from t", "select a or b into newt from t", "replace into t values (1)", "reindex", "analyze", "select 1\0; pragma x", "select `a;b`",
        "select ?1", "select ??", "select $1", "select {fn now()}", "select 1from t", "select 1.2.3", "select a\\b", "select 1\fx", "grant all on t to public",
        "select * from temp.t", "create temp table t (a int)", "alter table t add x int", "truncate t", "backup to 'x'", "restore from 'x'"})
    void a43EverythingElseIsRefused(String sql) {
        for (Dialect dialect : Dialect.values()) {
            assertThatThrownBy(() -> new Guard(dialect).check(sql)).as(dialect.name()).isInstanceOf(GateException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"select pg_sleep(1)", "select \"pg_sleep\"(1)", "select PG_SLEEP (1)", "select pg_catalog.pg_sleep/**/(1)",
        "select set_config('role', 'x', false)", "select \"set_config\" ('role', 'x', false)", "select lo_import('/etc/passwd')", "select * from pg_authid",
        "select * from dblink('x', 'y')", "select * from pg_read_file('x')", "select pg_advisory_lock(1)", "select 'pg_authid'::regclass",
        "select cast('x' as \"regrole\")", "select to_regclass('x')", "select query_to_xml('reset role', true, true, '')", "select * from information_schema.tables",
        "select ts_stat('select 1')", "select inet_server_addr()", "select has_schema_privilege('x', 'usage')", "select 1 operator(pg_catalog.+) 2",
        "select current_setting('data_directory')", "select * from tollgate.space", "select ('data_directory'::text).current_setting",
        "select s . \"ts_stat\" from lower('select 1') s"})
    void a43WhatReachesOutOfASpaceOnPostgresIsRefused(String sql) {
        assertThatThrownBy(() -> new Guard(Dialect.POSTGRES).check(sql)).isInstanceOf(GateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"select load_extension('x')", "select * from sqlite_master", "select * from \"sqlite_schema\"", "select * from 'sqlite_master'",
        "select * from pragma_database_list", "select * from 'pragma_table_info'('t')", "update sqlite_sequence set seq = 1", "select [a;b]", "select :a", "select @a",
        "select replicate('x', 1000000000)", "select charindex(?, ?)", "select strfilter(?, ?)", "select json_patch(?, ?)", "select \"padl\"('x', 1000000000)",
        "select json_pretty(?, ?)", "select json_group_array(x) from t", "select \"jsonb_group_object\" (x, y) from t", "select ltrim(x, ?)",
        "select 'trim'(x, y)", "select trim(x, 'a' || y)", "select rtrim(max(1, 2), (select y))", "select mode(x) from t", "select * from dbstat", "select fts3_tokenizer('x')", "select * from temp.t"})
    void a43WhatReachesOutOfAFileOnSqliteIsRefused(String sql) {
        assertThatThrownBy(() -> new Guard(Dialect.SQLITE).check(sql)).isInstanceOf(GateException.class);
    }

    @Test
    void a46CallsWithinCallsAreBoundedOnSqliteWhereAllTheirArgumentsAreHeldAtOnce() {
        Guard guard = new Guard(Dialect.SQLITE);
        String sql = "select " + "max(x||x, ".repeat(Weight.MOST_DEPTH) + "1" + ")".repeat(Weight.MOST_DEPTH) + " from t";
        assertThatCode(() -> guard.check(sql)).doesNotThrowAnyException();
        assertThatThrownBy(() -> guard.check(sql.replace("max(x||x, 1)", "max(x||x, (1))"))).isInstanceOf(GateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"select trim(x), ltrim(x, '/ '), max(rtrim(coalesce(x, y), '0'), 1) from t", "select json_array(x, y) from t"})
    void a46WhatWeighsLittleOnSqlitePasses(String sql) {
        assertThatCode(() -> new Guard(Dialect.SQLITE).check(sql)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aStatementsKindIsKnown(Dialect dialect) throws GateException {
        Guard guard = new Guard(dialect);
        assertThat(guard.check("select replace(a, ?, ?) from t").kind()).isEqualTo(Kind.READ);
        assertThat(guard.check("select 'update', \"delete\" from t").kind()).isEqualTo(Kind.READ);
        assertThat(guard.check("select * from t for update").kind()).isEqualTo(Kind.READ);
        assertThat(guard.check("with x as (select 1) insert into t select * from x").kind()).isEqualTo(Kind.WRITE);
        assertThat(guard.check("with x as (delete from t returning *) select * from x").kind()).isEqualTo(Kind.WRITE);
        assertThat(guard.check("delete from t").kind()).isEqualTo(Kind.DELETE);
        assertThat(guard.check("update t set a = ? where b = ? -- ?").parameters()).isEqualTo(2);
        assertThat(guard.check("update t set a = '?' returning a").returning()).isTrue();
    }

    @Test
    void aScriptIsCutWhereItsStatementsEnd() throws GateException {
        assertThat(Script.statements(Dialect.SQLITE, "-- first\nCREATE TABLE t (a TEXT DEFAULT ';');\n;\nINSERT INTO t VALUES ('--;'); -- ;\n"))
                .containsExactly("CREATE TABLE t (a TEXT DEFAULT ';')", "INSERT INTO t VALUES ('--;')");
        assertThat(Script.statements(Dialect.POSTGRES, " /* ; */ ")).isEmpty();
        assertThatThrownBy(() -> Script.statements(Dialect.POSTGRES, "DELETE FROM t; DELETE FROM t WHERE a = ?"))
                .hasMessageContaining("statement 2");
    }
}
