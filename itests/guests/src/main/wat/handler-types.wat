;; Exports that are no handlers: another type, an import that is exported again.
(module
  (import "tollgate:host@1" "input_length" (func $again (result i32)))
  (export "again" (func $again))
  (func (export "takes") (param i32) (result i32) (local.get 0))
  (func (export "noop") (result i32) (i32.const 0)))
