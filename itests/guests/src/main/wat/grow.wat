;; Grows by as many pages as its input says (i32), writes into the last one, and answers with its size in pages.
(module
  (import "tollgate:host@1" "input_read" (func $input_read (param i32 i32 i32) (result i32)))
  (import "tollgate:host@1" "output_write" (func $output_write (param i32 i32) (result i32)))
  (memory 1)
  (func (export "grow") (result i32)
    (drop (call $input_read (i32.const 0) (i32.const 4) (i32.const 0)))
    (drop (memory.grow (i32.load (i32.const 0))))
    (i32.store8 (i32.sub (i32.mul (memory.size) (i32.const 65536)) (i32.const 1)) (i32.const 1))
    (i32.store (i32.const 0) (memory.size))
    (call $output_write (i32.const 0) (i32.const 4)))
  ;; the same, and then it traps
  (func (export "grow_and_trap") (result i32)
    (drop (call $input_read (i32.const 0) (i32.const 4) (i32.const 0)))
    (drop (memory.grow (i32.load (i32.const 0))))
    unreachable)
)
