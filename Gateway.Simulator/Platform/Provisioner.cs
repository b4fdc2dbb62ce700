using System.Globalization;

namespace Gateway.Simulator.Platform;

/// <summary>Creates the simulated devices and says what became of it.</summary>
internal static class Provisioner
{
    private const int RejectedShownMax = 10;

    /// <summary>True if none was rejected.</summary>
    /// <exception cref="PlatformException">The gateway cannot be reached, or refuses.</exception>
    public static async Task<bool> RunAsync(
        PlatformClient platform, IEnumerable<SimulatedDevice> devices, string site, TextWriter output, CancellationToken stop)
    {
        var result = await platform.ImportAsync(Provisioning.ToNdjson(devices, site), stop);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"devices: {result.Created} created, {result.Updated} updated, {result.Rejected.Count} rejected"));
        foreach (var rejected in result.Rejected.Take(RejectedShownMax)) await output.WriteLineAsync($"  line {rejected.Line}: {rejected.Error}");
        return result.Rejected.Count == 0;
    }
}
