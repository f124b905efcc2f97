;; Imports both majors of the gate of examples/capability-orders. Output: what one answers about the customer in the input, then what the
;; other does; an error is an i64.
(module
  (import "tollgate:host@1" "input_read" (func $input_read (param i32 i32 i32) (result i32)))
  (import "tollgate:host@1" "output_write" (func $output_write (param i32 i32) (result i32)))
  (import "tollgate:host@1" "result_read" (func $result_read (param i32 i32 i32) (result i32)))
  (import "tollgate:orders@1" "list" (func $list_1 (param i32 i32) (result i64)))
  (import "tollgate:orders@2" "list" (func $list_2 (param i32 i32 i32) (result i64)))
  (memory (export "memory") 1)
  (func $tell (param $answer i64)
    (if (i64.lt_s (local.get $answer) (i64.const 0))
      (then
        (i64.store (i32.const 1024) (local.get $answer))
        (drop (call $output_write (i32.const 1024) (i32.const 8))))
      (else
        (drop (call $output_write (i32.const 1024) (call $result_read (i32.const 1024) (i32.const 64512) (i32.const 0)))))))
  (func (export "ask") (result i32)
    (local $length i32)
    (local.set $length (call $input_read (i32.const 0) (i32.const 1024) (i32.const 0)))
    (call $tell (call $list_1 (i32.const 0) (local.get $length)))
    (call $tell (call $list_2 (i32.const 0) (local.get $length) (i32.const 1)))
    (i32.const 0))
)
