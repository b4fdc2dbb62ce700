using System.Net;
using Gateway.Storage.Sql;

namespace Gateway.Host.Configuration;

/// <summary>Reads <c>Gateway:Cluster</c>. Nodes only speak to nodes that prove that they belong to them; without a secret or a certificate a node speaks to nobody.</summary>
internal static class ClusterReader
{
    private const int NameLengthMax = 64;
    private const int SecretLengthMin = 32;

    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static ClusterOptions Read(SettingsSource settings, StorageProvider provider)
    {
        var seeds = settings.List("Cluster:SeedNodes");
        foreach (var seed in seeds)
        {
            var colon = seed.LastIndexOf(':');
            if (colon <= 0 || !ushort.TryParse(seed.AsSpan(colon + 1), CultureInfo.InvariantCulture, out var port) || port == 0)
                throw SettingsSource.Wrong("Cluster:SeedNodes", seed);
        }

        if (seeds.Count > 0 && provider == StorageProvider.Sqlite)
            throw new SettingsException("Gateway:Storage:Provider", nameof(StorageProvider.Sqlite), "must be PostgreSql for several nodes (Gateway:Cluster:SeedNodes is given)");

        var name = settings.Text("Cluster:Name");
        if (name.Length > NameLengthMax || !name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')) throw SettingsSource.Wrong("Cluster:Name", name);

        var options = new ClusterOptions(name, settings.Text("Cluster:Hostname"), settings.Number("Cluster:Port"), seeds)
        {
            Secret = Secret(settings, "Cluster:Secret"),
            SecretBefore = Secret(settings, "Cluster:SecretBefore"),
            Certificate = settings.Optional("Cluster:Certificate"),
            Authority = settings.Optional("Cluster:Authority"),
            Names = settings.List("Cluster:Names"),
        };
        CheckProof(options);
        return options;
    }

    private static string? Secret(SettingsSource settings, string key) => settings.Optional(key) switch
    {
        null => null,
        { Length: >= SecretLengthMin } secret => secret,
        var other => throw SettingsSource.Wrong(key, other),
    };

    private static void CheckProof(ClusterOptions options)
    {
        const string Root = "Gateway:Cluster:";
        if (options.Certificate is not null != options.Authority is not null)
            throw new SettingsException(Root + (options.Authority is null ? "Authority" : "Certificate"), null, "must be given: Certificate and Authority belong together");
        if (options.Secret is not null && options.Certificate is not null)
            throw new SettingsException(Root + "Secret", "(hidden)", "is given beside Gateway:Cluster:Certificate: one of them must go");
        if (options.SecretBefore is not null && (options.Secret is null || options.Secret == options.SecretBefore))
            throw new SettingsException(Root + "SecretBefore", "(hidden)", "must stand beside another Gateway:Cluster:Secret, the new one");
        if (options.Secret is not null || options.Certificate is not null) return;

        var (setting, value) = options.SeedNodes.Count > 0 ? ("SeedNodes", string.Join(';', options.SeedNodes)) : ("Hostname", options.Hostname);
        if (setting == "Hostname" && IsLoopback(options.Hostname)) return;
        throw new SettingsException(
            Root + setting, value,
            "needs Gateway:Cluster:Secret, 32 characters or more and the same on every node (for instance from `openssl rand -base64 32`), "
            + "or Gateway:Cluster:Certificate and Authority: nodes speak mutual TLS only. "
            + "A cluster of a version without TLS is stopped once for this: docs/cluster.md, \"From a version without TLS\"");
    }

    private static bool IsLoopback(string hostname) =>
        hostname.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(hostname, out var address) && IPAddress.IsLoopback(address));
}
