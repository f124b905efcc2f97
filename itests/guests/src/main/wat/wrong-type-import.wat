;; A host function and a gate function, imported with types that they do not have.
(module
  (import "tollgate:host@1" "log" (func (param i64)))
  (import "tollgate:queue@1" "enqueue" (func (param f64) (result i32)))
  (func (export "noop") (result i32) (i32.const 0)))
