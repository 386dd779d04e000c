/** @file What a process that loads native TensorFlow should find in its environment. */

/**
 * No log lines of TensorFlow's own, and one thread for an operation: on the small steps of the
 * course's programs two threads take two to three times as long as one.
 */
export function nativeEnvironment(): {
  TF_CPP_MIN_LOG_LEVEL: string;
  TF_NUM_INTRAOP_THREADS: string;
} {
  return { TF_CPP_MIN_LOG_LEVEL: "3", TF_NUM_INTRAOP_THREADS: "1" };
}
