namespace Gateway.WebConsole.Text;

/// <summary>Log lines of the console, event ids 2200–2219. Never a key or a name.</summary>
internal static partial class ConsoleLog
{
    [LoggerMessage(2200, LogLevel.Warning, "A sign-in to the console from {Remote} was refused")]
    public static partial void SignInRefused(ILogger log, string remote);

    [LoggerMessage(2201, LogLevel.Error, "The console could not do what was asked")]
    public static partial void Failed(ILogger log, Exception fault);
}
