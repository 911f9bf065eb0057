/** Ends a jest run with one plain line, `N passed, N failed`, which scripts and people can read. */
export default class ClosingLine {
  onRunComplete(_contexts, results) {
    const broken = results.testResults.filter((file) => file.testExecError && file.numFailingTests === 0).length
    const failed = results.numFailedTests + broken
    const skipped = results.numPendingTests + results.numTodoTests
    // After jest's own summary, which is written to standard error.
    process.stdout.write(
      `\n${results.numPassedTests} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`,
    )
  }
}
