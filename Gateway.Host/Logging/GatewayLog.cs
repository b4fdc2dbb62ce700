using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Gateway.Host.Logging;

/// <summary>The log: structured, one line per event that matters, on the console. <c>Gateway:Log:Format</c> is <c>text</c> (default) or <c>json</c>.</summary>
internal static class GatewayLog
{
    private const string Template = "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffK} {Level:u3} {Event,4} {Message:lj}{NewLine}{Exception}";

    public static void Configure(LoggerConfiguration log, IConfiguration configuration)
    {
        log.ReadFrom.Configuration(configuration).Enrich.With<EventNumber>().Filter.With(new LogLimit(TimeProvider.System));

        // These write request lines, and a query may hold an ID number or a terminal's message: not to be switched on by a setting.
        log.MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LogEventLevel.Warning);
        log.MinimumLevel.Override("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogEventLevel.Warning);
        if (string.Equals(configuration["Gateway:Log:Format"], "json", StringComparison.OrdinalIgnoreCase))
            log.WriteTo.Console(new RenderedCompactJsonFormatter());
        else
            log.WriteTo.Console(outputTemplate: Template, formatProvider: CultureInfo.InvariantCulture);
    }
}
