using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Gateway.Edge.DeviceHttp.Connections;

/// <summary>Connection middleware: between the transport (or TLS) and the HTTP server, what comes in goes through <see cref="RequestFraming"/>.</summary>
internal static class RepairedConnection
{
    private static readonly PipeOptions Options = new(pauseWriterThreshold: 256 * 1024, resumeWriterThreshold: 128 * 1024, useSynchronizationContext: false);

    public static async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var transport = connection.Transport;
        var repaired = new Pipe(Options);
        connection.Transport = new DuplexPipe(repaired.Reader, transport.Output);
        var pump = PumpAsync(connection, transport.Input, repaired.Writer);
        try
        {
            await next(connection);
        }
        finally
        {
            await repaired.Reader.CompleteAsync();
            transport.Input.CancelPendingRead();
            await pump;
            await transport.Input.CompleteAsync();
            connection.Transport = transport;
        }
    }

    private static async Task PumpAsync(ConnectionContext connection, PipeReader input, PipeWriter output)
    {
        Exception? failure = null;
        try
        {
            await CopyAsync(connection, input, output);
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException)
        {
            // A reset, or an abort of ours: the server learns it as if it had read by itself.
            failure = broken;
        }

        await output.CompleteAsync(failure);
    }

    private static async Task CopyAsync(ConnectionContext connection, PipeReader input, PipeWriter output)
    {
        var framing = new RequestFraming(DeviceHttpLimits.RequestLineLengthMax);
        while (true)
        {
            var read = await input.ReadAsync();
            var copied = framing.Copy(read.Buffer, output);
            input.AdvanceTo(copied, read.Buffer.End);
            if (framing.IsTooLong)
            {
                // Not answered: a client that puts its upload into the line would take any answer for an acknowledgement (D27).
                connection.Abort(new ConnectionAbortedException("The request line is too long."));
                return;
            }

            var flushed = await output.FlushAsync();
            if (flushed.IsCompleted || read.IsCompleted || read.IsCanceled) return;
        }
    }

    private sealed class DuplexPipe(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
