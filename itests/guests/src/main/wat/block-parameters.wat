;; A block that takes an operand, which the engine loses at a branch out of it.
(module
  (func (export "run") (result i32)
    i32.const 7
    (block (param i32) (result i32)
      br 0)
    drop
    i32.const 0))
