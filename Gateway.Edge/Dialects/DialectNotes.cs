using Gateway.Actors.Devices;

namespace Gateway.Edge.Dialects;

/// <summary>Says at the start what an operator should know of the dialects of the settings. Event ids 1380–1389.</summary>
internal sealed partial class DialectNotes(DialectTable dialects, ILogger<DialectNotes> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var dialect in dialects.All)
        {
            if (dialect.UploadKey == UploadKey.Sn) ReadsWithTheSn(log, dialect.Name);
            if (dialect is { FeedbackIsGiven: false, Name: not Dialect.Standard }) IsAutoNow(log, dialect.Name);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1380, LogLevel.Warning, "Dialect {Dialect} has uploadKey: sn: whoever knows the SN of one of its terminals can forge attendance of it")]
    private static partial void ReadsWithTheSn(ILogger log, string dialect);

    [LoggerMessage(1381, LogLevel.Information, "Dialect {Dialect} does not say feedback: it is auto, and was batch before there was auto; feedback: batch keeps it so")]
    private static partial void IsAutoNow(ILogger log, string dialect);
}
