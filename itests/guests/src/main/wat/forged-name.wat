;; A function whose name would forge a line of a log and drive a terminal.
(module
  (func (export "a\1b[31m\0a2026-01-01 ERROR forged") (loop (br 0)))
  (func (export "run") (result i32) (call 0) (i32.const 0)))
