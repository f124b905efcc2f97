;; Its constructors never end.
(module
  (func (export "_initialize") (loop $l (br $l)))
  (func (export "noop") (result i32) (i32.const 0)))
