using Gateway.Host.Logging;
using Serilog.Events;
using Serilog.Parsing;
using Xunit;

namespace Gateway.Tests.Host.Logging;

public sealed class LogLimitTests
{
    [Fact]
    public void IsEnabled_TheSameLineManyTimes_IsWrittenTwentyTimesInTenSeconds()
    {
        var time = new FakeTimeProvider();
        var limit = new LogLimit(time);

        Assert.Equal(LogLimit.LinesMax, Enumerable.Range(0, 500).Count(_ => limit.IsEnabled(Line("away"))));
        Assert.True(limit.IsEnabled(Line("another")));
        Assert.True(limit.IsEnabled(Line("away", new InvalidOperationException())));

        time.Advance(LogLimit.Window);
        var next = Line("away");
        Assert.True(limit.IsEnabled(next));
        Assert.Equal("480", next.Properties[LogLimit.LeftOut].ToString());
        Assert.True(limit.IsEnabled(next = Line("away")));
        Assert.False(next.Properties.ContainsKey(LogLimit.LeftOut));
    }

    private static LogEvent Line(string template, Exception? failure = null) =>
        new(DateTimeOffset.UnixEpoch, LogEventLevel.Warning, failure, new MessageTemplateParser().Parse(template), []);
}
