/** When the launcher is gone, even killed, the app must stop its database and leave too. */
export function leaveWithParent(): void {
  if (!process.channel) return;
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  // The listener alone would keep an otherwise finished process alive.
  process.channel.unref();
}
