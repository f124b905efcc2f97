;; An element segment that makes an object each time it is read.
(module
  (type $a (array (mut i64)))
  (type $r (array (mut (ref null $a))))
  (elem $e (ref null $a) (item (array.new_default $a (i32.const 1000))))
  (func (export "noop") (result i32) (drop (array.new_elem $r $e (i32.const 0) (i32.const 1))) (i32.const 0)))
