using Gateway.Actors.Commands;
using Gateway.Actors.Devices;
using Gateway.Codec.Crypto;
using Gateway.Edge.Dialects;
using Gateway.Tests.Platform;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Gateway.Tests.Edge.Dialects;

/// <summary>What the start says of the dialects of the settings.</summary>
public sealed class DialectNotesTests
{
    private static readonly Dialect Standard = new(Dialect.Standard, CipherOptions.Standard, TimeZoneInfo.Utc, "set_time");

    [Fact]
    public async Task Start_DialectThatReadsWithTheSn_IsWarnedOf() // D35
    {
        var lines = await StartAsync(Standard, Standard with { Name = "hainan", UploadKey = UploadKey.Sn });

        var line = Assert.Single(lines, static line => line.Contains("[1380]", StringComparison.Ordinal));
        Assert.StartsWith("Warning", line, StringComparison.Ordinal);
        Assert.Contains("hainan", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NamedDialectThatDoesNotSayFeedback_IsNamedOnce() // D31: it was batch before there was auto
    {
        var lines = await StartAsync(
            Standard, Standard with { Name = "silent" }, Standard with { Name = "said", FeedbackIsGiven = true },
            Standard with { Name = "batch", Feedback = FeedbackRule.Batch, FeedbackIsGiven = true });

        var line = Assert.Single(lines, static line => line.Contains("[1381]", StringComparison.Ordinal));
        Assert.Contains("silent", line, StringComparison.Ordinal);
        Assert.StartsWith("Information", line, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyCollection<string>> StartAsync(params Dialect[] dialects)
    {
        using var lines = new LogLines();
        using var factory = LoggerFactory.Create(builder => builder.AddProvider(lines));
        var notes = new DialectNotes(new DialectTable(dialects.ToDictionary(static dialect => dialect.Name)), factory.CreateLogger<DialectNotes>());
        await notes.StartAsync(default);
        return lines.Lines;
    }
}
