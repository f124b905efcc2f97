;; Two memories, each of which fits into the limit, and both together not.
(module (memory 700) (memory 700) (func (export "noop") (result i32) (i32.const 0)))
