;; A memory that begins with all 4 GiB.
(module (memory 65536) (func (export "noop") (result i32) (i32.const 0)))
