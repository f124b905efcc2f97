;; A function that the queue gate does not have, and one with another type than it has.
(module
  (import "tollgate:queue@1" "purge" (func (result i64)))
  (import "tollgate:queue@1" "status" (func (param i64) (result i64)))
  (func (export "noop") (result i32) (i32.const 0)))
