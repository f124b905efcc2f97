;; Small integers, made and read without end: one backend keeps an object for each.
(module
  (global $constant i31ref (ref.i31 (i32.const 7)))
  (func (export "make") (result i32) (loop $l (drop (ref.i31 (i32.const 5))) (br $l)) (i32.const 0))
  (func (export "read") (result i32) (loop $l (drop (global.get $constant)) (br $l)) (i32.const 0)))
