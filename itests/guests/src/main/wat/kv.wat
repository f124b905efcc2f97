;; Asks a gate that this host has no provider for.
(module
  (import "tollgate:kv@1" "get" (func $get (param i32 i32) (result i64)))
  (import "tollgate:host@1" "output_write" (func $output_write (param i32 i32) (result i32)))
  (memory 1)
  (func (export "get") (result i32)
    (i64.store (i32.const 0) (call $get (i32.const 0) (i32.const 0)))
    (call $output_write (i32.const 0) (i32.const 8))))
