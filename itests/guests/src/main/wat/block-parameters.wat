;; A branch that leaves a block's own parameter behind, of which the engine's compiler makes what no JVM takes.
(module
  (func (export "run") (result i32)
    (i32.const 1) (i32.const 2)
    (block $b (param i32 i32) (result i32)
      (if (param i32) (result i32) (then (drop) (i32.const 30)) (else (br $b (i32.const 5)))))))
