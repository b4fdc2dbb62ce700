using Gateway.Actors.Devices;
using Gateway.Codec.Crypto;
using Gateway.Storage.Devices;

namespace Gateway.Benchmarks.Servers;

/// <summary>Terminal number n of the load: the load and both servers know its SN and key without being told.</summary>
internal static class BenchTerminal
{
    public static string Sn(int number) => string.Create(CultureInfo.InvariantCulture, $"BENCH{number:D11}");

    public static DesKey Key(int number) =>
        DesKey.TryParse(KeyText(number), out var key, out var error) ? key : throw new InvalidOperationException(error);

    public static DeviceChange ToChange(int number) =>
        new(Sn(number), KeyText(number), DeviceKind.Attendance, Name: null, Site: "bench", Dialect: null, Tags: null, Enabled: true);

    private static string KeyText(int number) => string.Create(CultureInfo.InvariantCulture, $"k{number:D7}");
}
