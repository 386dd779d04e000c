/** @file What a process that loads native TensorFlow should find in its environment. */

/**
 * One thread for an operation, no oneDNN, and no log lines of TensorFlow's own.
 *
 * On the small steps of the course's programs two threads take two to three times as long as one,
 * and oneDNN gains nothing. Its matrix products, which TensorFlow uses for its own as well unless
 * told, keep numbers below the stack pointer, where a signal that arrives writes: on processors with
 * AVX-512 an interrupt crashes the process about once in three hundred.
 */
export function nativeEnvironment(): Record<string, string> {
  return {
    TF_NUM_INTRAOP_THREADS: "1",
    TF_ENABLE_ONEDNN_OPTS: "0",
    TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL: "false",
    TF_CPP_MIN_LOG_LEVEL: "3",
  };
}
