using Gateway.Platform.Redis;
using StackExchange.Redis;

namespace Gateway.Host.Configuration;

/// <summary>Reads <c>Gateway:Redis</c>. What the configuration string does not say gets a limit of ours.</summary>
internal static class RedisReader
{
    private const string Setting = "Redis:Configuration";
    private const int ConnectTimeoutMilliseconds = 5000;
    private const int AnswerTimeoutMilliseconds = 5000;
    private const int KeepAliveSeconds = 10;
    private const int RetryMinMilliseconds = 250;
    private const int RetryMaxMilliseconds = 2000;

    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static RedisOptions? Read(SettingsSource settings)
    {
        var length = settings.Number("Redis:FeedMaxLength");
        var refill = settings.OptionalNumber("Redis:RefillLength") ?? length;
        var delete = settings.Flag("Redis:DeleteCommands");
        var all = settings.Flag("Redis:AllFields");
        var key = settings.Optional("Redis:CommandsKey");
        return settings.Optional("Redis:Configuration") is { } text ? new RedisOptions(Connection(text), length, refill, delete, all) { CommandsKey = key } : null;
    }

    private static ConfigurationOptions Connection(string text)
    {
        ConfigurationOptions connection;
        try
        {
            connection = ConfigurationOptions.Parse(text, ignoreUnknown: false);
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or FormatException or OverflowException)
        {
            throw SettingsSource.Wrong(Setting, text);
        }

        if (connection.EndPoints.Count == 0) throw new SettingsException(SettingsSource.Root + Setting, "(hidden)", "must name a host, such as 127.0.0.1:6379");

        bool Says(string option) => text.Contains(option + "=", StringComparison.OrdinalIgnoreCase);
        if (!Says("connectTimeout")) connection.ConnectTimeout = ConnectTimeoutMilliseconds;
        if (!Says("syncTimeout")) connection.SyncTimeout = AnswerTimeoutMilliseconds;
        if (!Says("asyncTimeout")) connection.AsyncTimeout = AnswerTimeoutMilliseconds;
        if (!Says("keepAlive")) connection.KeepAlive = KeepAliveSeconds;
        if (!Says("name")) connection.ClientName = "gateway";

        // Redis may be away: the start does not wait for it, and what cannot be sent now is not kept in memory but read again later.
        connection.AbortOnConnectFail = false;
        connection.BacklogPolicy = BacklogPolicy.FailFast;
        connection.ReconnectRetryPolicy = new ExponentialRetry(RetryMinMilliseconds, RetryMaxMilliseconds);
        connection.IncludeDetailInExceptions = false;
        connection.IncludePerformanceCountersInExceptions = false;
        return connection;
    }
}
