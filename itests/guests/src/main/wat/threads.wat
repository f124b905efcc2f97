;; A shared memory and an atomic wait.
(module (memory 1 1 shared)
  (func (export "wait") (result i32) (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1))))
