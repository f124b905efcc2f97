;; By the specification the try_table is left before the tail call is made.
(module
  (tag $e)
  (func $throws (result i32) (throw $e))
  (func (export "run") (result i32) (block $c (try_table (catch_all $c) (return_call $throws))) (i32.const 5)))
