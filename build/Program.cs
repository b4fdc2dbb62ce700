using System.Runtime.InteropServices;
using Gateway.Build;
using Gateway.Servers;

// Exit codes: 0 done; 1 the target failed; 2 no such target; 130 interrupted.
using var interrupted = new CancellationTokenSource();
PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];
var registrations = signals.Select(signal => PosixSignalRegistration.Create(signal, context =>
{
    // We end by ourselves, after the test servers have been thrown away.
    context.Cancel = true;
    interrupted.Cancel();
})).ToArray();
try
{
    return await Targets.RunAsync(args, interrupted.Token);
}
catch (Exception fault) when (fault is BuildFailedException or ServerFailedException)
{
    await Console.Error.WriteLineAsync($"build: {fault.Message}");
    return 1;
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("build: interrupted");
    return 130;
}
finally
{
    Array.ForEach(registrations, registration => registration.Dispose());
}
