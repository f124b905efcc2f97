;; Its start function never ends.
(module
  (func $start (loop $l (br $l)))
  (start $start)
  (func (export "noop") (result i32) (i32.const 0)))
