;; Allocates arrays: one of 2^31-1 elements, one of a negative length, small ones without end.
(module
  (type $a (array (mut i64)))
  (func (export "huge") (result i32) (drop (array.new_default $a (i32.const 2147483647))) (i32.const 0))
  (func (export "negative") (result i32) (drop (array.new $a (i64.const 7) (i32.const -1))) (i32.const 0))
  (func (export "many") (result i32) (loop $again (drop (array.new_default $a (i32.const 100))) (br $again)) (unreachable)))
