using System.Security.Cryptography.X509Certificates;
using Gateway.Host.Certificates;
using Gateway.Host.Configuration;
using Gateway.Storage.Protection;
using Gateway.Storage.Sql;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Gateway.Host.Start;

/// <summary>Data Protection with its key ring where all nodes of the database find it.</summary>
internal static class KeyRing
{
    public static void AddKeyRing(this IServiceCollection services, GatewayOptions options, DataDirectory data)
    {
        var protection = services.AddDataProtection().SetApplicationName("gateway");
        if (options.KeyRing.Directory is null && options.Storage.Provider == StorageProvider.PostgreSql)
        {
            services.AddSingleton<DatabaseKeyRing>();
            services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
                management => management.XmlRepository = provider.GetRequiredService<DatabaseKeyRing>()));
        }
        else
        {
            protection.PersistKeysToFileSystem(options.KeyRing.Directory is { } given ? new DirectoryInfo(given) : data.Private("keys"));
        }

        if (options.KeyRing.Certificate is not { } path) return;
        X509Certificate2 certificate = DeviceCertificate.LoadGiven(path, "Gateway:KeyRing:Certificate");
        var former = options.KeyRing.FormerCertificates.Select(static path => DeviceCertificate.LoadGiven(path, "Gateway:KeyRing:FormerCertificates"));
        protection.ProtectKeysWithCertificate(certificate).UnprotectKeysWithAnyCertificate([certificate, .. former]);
    }

    /// <summary>Proves that ring and database belong together. After the schema is up to date, before anything is written.</summary>
    /// <exception cref="StorageUnusableException">They do not.</exception>
    public static async Task ProveAsync(IServiceProvider services)
    {
        // Beside a wrong certificate a ring makes itself a key that no other node can read: it is asked here as one that may not.
        var asking = new ServiceCollection().AddSingleton(services.GetRequiredService<Database>()).AddSingleton(services.GetRequiredService<TimeProvider>());
        asking.AddKeyRing(services.GetRequiredService<GatewayOptions>(), services.GetRequiredService<DataDirectory>());
        asking.Configure<KeyManagementOptions>(static management => management.AutoGenerateKeys = false);
        await using var ring = asking.BuildServiceProvider();
        var canary = services.GetRequiredService<KeyRingCanary>();
        await canary.ProveAsync(ring.GetRequiredService<IDataProtectionProvider>(), CancellationToken.None);
        await canary.KeepAsync(CancellationToken.None);
    }
}
