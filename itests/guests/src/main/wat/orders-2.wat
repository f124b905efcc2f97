;; Imports major 2 of the gate of examples/capability-orders only. Output: its answer about the customer in the input, or the error (i64).
(module
  (import "tollgate:host@1" "input_read" (func $input_read (param i32 i32 i32) (result i32)))
  (import "tollgate:host@1" "output_write" (func $output_write (param i32 i32) (result i32)))
  (import "tollgate:host@1" "result_read" (func $result_read (param i32 i32 i32) (result i32)))
  (import "tollgate:orders@2" "list" (func $list (param i32 i32 i32) (result i64)))
  (memory (export "memory") 1)
  (func (export "ask") (result i32)
    (local $answer i64)
    (local.set $answer (call $list (i32.const 0) (call $input_read (i32.const 0) (i32.const 1024) (i32.const 0)) (i32.const 1)))
    (if (i64.lt_s (local.get $answer) (i64.const 0))
      (then
        (i64.store (i32.const 0) (local.get $answer))
        (return (call $output_write (i32.const 0) (i32.const 8)))))
    (call $output_write (i32.const 0) (call $result_read (i32.const 0) (i32.const 65536) (i32.const 0))))
)
