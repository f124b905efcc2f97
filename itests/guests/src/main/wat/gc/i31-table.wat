;; A table of collected objects.
(module
  (table $t 1 i31ref)
  (func (export "noop") (result i32) (table.set $t (i32.const 0) (ref.i31 (i32.const 7))) (i32.const 0)))
