;; More random bytes than there is time for.
(module
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
  (memory 500)
  (func (export "run") (result i32) (loop $l (drop (call $random (i32.const 0) (i32.const 32000000))) (br $l)) (i32.const 0)))
