;; Begins with an array of 1 MiB in a global, and counts its invocations in it.
(module
  (type $a (array (mut i64)))
  (import "tollgate:host@1" "output_write" (func $output_write (param i32 i32) (result i32)))
  (memory 1)
  (global $g (ref $a) (array.new_default $a (i32.const 131072)))
  (func (export "count") (result i32)
    (array.set $a (global.get $g) (i32.const 0) (i64.add (array.get $a (global.get $g) (i32.const 0)) (i64.const 1)))
    (i64.store (i32.const 0) (array.get $a (global.get $g) (i32.const 0)))
    (call $output_write (i32.const 0) (i32.const 8))))
