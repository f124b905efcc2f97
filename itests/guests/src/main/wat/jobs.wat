;; Registers schedules in its discovery call, and tries to at other times. The contracts are the configured texts contract0 to
;; contract9; where "trap" is configured as well, the call ends badly after it has registered them.
(module
  (import "tollgate:host@1" "input_length" (func $input_length (result i32)))
  (import "tollgate:host@1" "input_read" (func $input_read (param i32 i32 i32) (result i32)))
  (import "tollgate:host@1" "output_write" (func $output_write (param i32 i32) (result i32)))
  (import "tollgate:host@1" "result_read" (func $result_read (param i32 i32 i32) (result i32)))
  (import "tollgate:host@1" "config" (func $config (param i32 i32) (result i64)))
  (import "tollgate:host@1" "context" (func $context (result i64)))
  (import "tollgate:jobs@1" "register" (func $jobs_register (param i32 i32) (result i64)))
  (import "tollgate:jobs@1" "batch_get" (func $jobs_batch_get (param i32 i32) (result i64)))
  (memory (export "memory") 3)
  (data (i32.const 16) "contract0")
  (data (i32.const 32) "trap")
  ;; Reads the input to 65536.
  (func $input (result i32)
    (call $input_read (i32.const 65536) (call $input_length) (i32.const 0)))
  ;; Writes an answer, and the result where there is one.
  (func $answer (param $answer i64)
    (i64.store (i32.const 0) (local.get $answer))
    (drop (call $output_write (i32.const 0) (i32.const 8)))
    (if (i64.gt_s (local.get $answer) (i64.const 0))
      (then
        (drop (call $output_write (i32.const 65536)
          (call $result_read (i32.const 65536) (i32.wrap_i64 (local.get $answer)) (i32.const 0)))))))
  ;; Fails where a contract is refused.
  (func (export "discover") (result i32)
    (local $length i64)
    (loop $next
      (local.set $length (call $config (i32.const 16) (i32.const 9)))
      (if (i64.gt_s (local.get $length) (i64.const 0))
        (then
          (if (i64.lt_s (call $jobs_register (i32.const 65536)
              (call $result_read (i32.const 65536) (i32.wrap_i64 (local.get $length)) (i32.const 0))) (i64.const 0))
            (then (return (i32.const 1))))
          (i32.store8 (i32.const 24) (i32.add (i32.load8_u (i32.const 24)) (i32.const 1)))
          (br $next))))
    (if (i64.gt_s (call $config (i32.const 32) (i32.const 4)) (i64.const 0)) (then unreachable))
    (i32.const 0))
  ;; Registers its input.
  (func (export "register") (result i32)
    (call $answer (call $jobs_register (i32.const 65536) (call $input)))
    (i32.const 0))
  ;; Asks for the jobs that its input names.
  (func (export "batch_get") (result i32)
    (call $answer (call $jobs_batch_get (i32.const 65536) (call $input)))
    (i32.const 0))
  ;; Answers with what it knows of itself.
  (func (export "tick") (result i32)
    (drop (call $output_write (i32.const 65536)
      (call $result_read (i32.const 65536) (i32.wrap_i64 (call $context)) (i32.const 0))))
    (i32.const 0))
)
