using Gateway.Host.Configuration;

namespace Gateway.Host.NodeLinks;

/// <summary>What the settings say of trust between nodes.</summary>
internal static class LinkTrust
{
    /// <exception cref="SettingsException">A file of the settings cannot be used.</exception>
    public static ILinkTrust Of(ClusterOptions options, TimeProvider time) =>
        options.Secret is { } secret ? new SecretTrust(secret, options.SecretBefore)
        : options.Certificate is not null ? new AuthorityTrust(options, time)
        : SecretTrust.Alone();
}
