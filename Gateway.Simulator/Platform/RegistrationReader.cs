using Gateway.Simulator.Verification;

namespace Gateway.Simulator.Platform;

/// <summary>Reads all registrations of some terminals into a checker: the list, each single read, each photo.</summary>
/// <param name="prefix">Registrations by other SNs are left out.</param>
internal sealed class RegistrationReader(PlatformClient client, string prefix)
{
    private const int AtOnce = 8;

    /// <exception cref="PlatformException">The gateway cannot be reached, or refuses.</exception>
    public Task ReadAsync(RegistrationChecker checker, CancellationToken stop)
    {
        var gate = new Lock();
        return Parallel.ForEachAsync(
            client.ReadListAsync("api/v1/registrations", stop),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (item, token) =>
            {
                if (!item.GetProperty("sn").GetString()!.StartsWith(prefix, StringComparison.Ordinal)) return;
                var id = item.GetProperty("id").GetString()!;
                var (key, idNumber) = await ReadOneAsync(id, token);
                lock (gate)
                {
                    checker.Found(key);
                    if (item.GetRawText().Contains(idNumber, StringComparison.Ordinal)) checker.Unmasked(id);
                }
            });
    }

    private async Task<(RegistrationKey Key, string IdNumber)> ReadOneAsync(string id, CancellationToken stop)
    {
        using var one = await client.GetAsync($"api/v1/registrations/{id}", stop);
        string[] kinds = [.. one.RootElement.GetProperty("photos").EnumerateArray().Select(photo => photo.GetProperty("kind").GetString()!)];
        async Task<string> HashAsync(string kind) =>
            kinds.Contains(kind) ? RegistrationKey.Hash(await client.GetBytesAsync($"api/v1/registrations/{id}/photos/{kind}", stop)) : "";
        var idNumber = one.RootElement.GetProperty("idno").GetString()!;
        var key = new RegistrationKey(
            one.RootElement.GetProperty("sn").GetString()!, RegistrationKey.Hash(idNumber),
            await HashAsync("idphoto"), await HashAsync("photo"), await HashAsync("inf_photo"));
        return (key, idNumber);
    }
}
