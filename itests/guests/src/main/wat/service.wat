;; A service plugin of every kind of handler. What its resident instance was told it keeps in a journal in its memory, a line for each.
;; A payload that is kept, failed or rejected with is a line and the text of the failure as well.
(module
  (import "tollgate:host@1" "input_length" (func $input_length (result i32)))
  (import "tollgate:host@1" "input_read" (func $input_read (param i32 i32 i32) (result i32)))
  (import "tollgate:host@1" "output_write" (func $output_write (param i32 i32) (result i32)))
  (import "tollgate:host@1" "error_write" (func $error_write (param i32 i32) (result i32)))
  (import "tollgate:host@1" "result_read" (func $result_read (param i32 i32 i32) (result i32)))
  (import "tollgate:host@1" "context" (func $context (result i64)))
  (import "tollgate:host@1" "config" (func $config (param i32 i32) (result i64)))
  (import "tollgate:queue@1" "enqueue" (func $enqueue (param i32 i32 i32 i32 i32 i32) (result i64)))
  ;; The journal is in the first page, and the input begins at the second.
  (memory (export "memory") 2)
  (data (i32.const 16) "start")
  (data (i32.const 24) "stop")
  (data (i32.const 32) "work")
  (data (i32.const 40) "down")
  (data (i32.const 48) "!")
  (data (i32.const 64) "start is refused")
  (global $journal (mut i32) (i32.const 1024))
  (global $events (mut i32) (i32.const 0))
  ;; Appends a line where there is room for it.
  (func $note (param $at i32) (param $length i32)
    (if (i32.lt_u (i32.add (global.get $journal) (local.get $length)) (i32.const 65535))
      (then
        (memory.copy (global.get $journal) (local.get $at) (local.get $length))
        (global.set $journal (i32.add (global.get $journal) (local.get $length)))
        (i32.store8 (global.get $journal) (i32.const 10))
        (global.set $journal (i32.add (global.get $journal) (i32.const 1))))))
  ;; Reads the input to 65536; its length.
  (func $input (result i32)
    (if (i32.gt_u (call $input_length) (i32.mul (i32.sub (memory.size) (i32.const 1)) (i32.const 65536)))
      (then (drop (memory.grow (i32.const 16)))))
    (call $input_read (i32.const 65536) (call $input_length) (i32.const 0)))
  ;; Notes the payload; its length.
  (func $event (result i32)
    (local $length i32)
    (local.set $length (call $input))
    (global.set $events (i32.add (global.get $events) (i32.const 1)))
    (call $note (i32.const 65536) (local.get $length))
    (local.get $length))
  (func $failed (drop (call $error_write (i32.const 65536) (call $event))))
  ;; Each turn waits for the one before, so that fuel outlasts a deadline.
  (func $turns (param $count i64)
    (loop $l
      (f64.store (i32.const 8) (f64.sqrt (f64.add (f64.load (i32.const 8)) (f64.const 1))))
      (local.set $count (i64.sub (local.get $count) (i64.const 1)))
      (br_if $l (i64.ne (local.get $count) (i64.const 0)))))

  (func $start (export "svc_start") (result i32) (call $note (i32.const 16) (i32.const 5)) (i32.const 0))
  (func (export "start_fail") (result i32)
    (drop (call $start)) (drop (call $error_write (i32.const 64) (i32.const 16))) (i32.const 1))
  (func (export "start_reject") (result i32)
    (drop (call $start)) (drop (call $error_write (i32.const 64) (i32.const 16))) (i32.const 2))
  (func (export "start_trap") (result i32) unreachable)
  (func (export "start_loop") (result i32) (call $turns (i64.const 0)) unreachable)
  ;; Fails as long as there is a configured text "down".
  (func (export "start_unless_down") (result i32)
    (drop (call $start))
    (i64.ge_s (call $config (i32.const 40) (i32.const 4)) (i64.const 0)))
  (func (export "svc_stop") (result i32) (call $note (i32.const 24) (i32.const 4)) (i32.const 0))
  (func (export "stop_fail") (result i32) (i32.const 1))
  (func (export "stop_loop") (result i32) (call $turns (i64.const 0)) unreachable)
  ;; Says at the queue gate that it was called.
  (func (export "stop_say") (result i32)
    (drop (call $enqueue (i32.const 24) (i32.const 4) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)))
    (i32.const 0))
  ;; The journal.
  (func (export "svc_status") (result i32)
    (call $output_write (i32.const 1024) (i32.sub (global.get $journal) (i32.const 1024))))
  ;; How many events there were, in four bytes.
  (func (export "svc_count") (result i32)
    (i32.store (i32.const 0) (global.get $events))
    (call $output_write (i32.const 0) (i32.const 4)))
  (func (export "status_fail") (result i32) (i32.const 1))
  (func (export "status_loop") (result i32) (call $turns (i64.const 0)) unreachable)

  (func (export "on_event") (result i32) (drop (call $event)) (i32.const 0))
  ;; Its output is its payload, so that a test chooses the commands.
  (func (export "on_command") (result i32) (call $output_write (i32.const 65536) (call $event)))
  (func (export "on_fail") (result i32) (call $failed) (i32.const 1))
  (func (export "on_reject") (result i32) (call $failed) (i32.const 2))
  (func (export "on_trap") (result i32) (drop (call $event)) unreachable)
  (func (export "on_loop") (result i32) (drop (call $event)) (call $turns (i64.const 0)) unreachable)
  ;; A few milliseconds of work.
  (func (export "on_slow") (result i32) (drop (call $event)) (call $turns (i64.const 100000)) (i32.const 0))
  ;; Enqueues a job "work" of its payload; the gate of a test blocks.
  (func (export "on_block") (result i32)
    (drop (call $enqueue (i32.const 32) (i32.const 4) (i32.const 65536) (call $event) (i32.const 0) (i32.const 0)))
    (i32.const 0))
  ;; Notes what it knows of the event.
  (func (export "on_context") (result i32)
    (local $length i32)
    (local.set $length (i32.wrap_i64 (call $context)))
    (drop (call $result_read (i32.const 65536) (local.get $length) (i32.const 0)))
    (call $note (i32.const 65536) (local.get $length))
    (i32.const 0))
  ;; Its output is its input with a mark behind it for each event that this instance was given, and one.
  (func (export "on_text") (result i32)
    (drop (call $output_write (i32.const 65536) (call $input)))
    (loop $mark
      (drop (call $output_write (i32.const 48) (i32.const 1)))
      (global.set $events (i32.sub (global.get $events) (i32.const 1)))
      (br_if $mark (i32.ge_s (global.get $events) (i32.const 0))))
    (i32.const 0))
  ;; Its output is the journal of its own instance, where its payload is all there is.
  (func (export "job_work") (result i32)
    (drop (call $event))
    (call $output_write (i32.const 1024) (i32.sub (global.get $journal) (i32.const 1024))))
)
