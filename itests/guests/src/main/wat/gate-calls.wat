;; Calls the queue gate once for each byte of its input, which is the type; output: the answers (i64), one after the other.
(module
  (import "tollgate:host@1" "input_length" (func $input_length (result i32)))
  (import "tollgate:host@1" "input_read" (func $input_read (param i32 i32 i32) (result i32)))
  (import "tollgate:host@1" "output_write" (func $output_write (param i32 i32) (result i32)))
  (import "tollgate:queue@1" "enqueue" (func $enqueue (param i32 i32 i32 i32 i32 i32) (result i64)))
  (memory (export "memory") 1)
  (data (i32.const 16) "{}")
  (func (export "calls") (result i32)
    (local $next i32) (local $end i32)
    (local.set $next (i32.const 1024))
    (local.set $end (i32.add (i32.const 1024) (call $input_read (i32.const 1024) (call $input_length) (i32.const 0))))
    (loop $more
      (if (i32.lt_u (local.get $next) (local.get $end))
        (then
          (i64.store (i32.const 0) (call $enqueue (local.get $next) (i32.const 1) (i32.const 0) (i32.const 0) (i32.const 16) (i32.const 2)))
          (drop (call $output_write (i32.const 0) (i32.const 8)))
          (local.set $next (i32.add (local.get $next) (i32.const 1)))
          (br $more))))
    (i32.const 0))
)
