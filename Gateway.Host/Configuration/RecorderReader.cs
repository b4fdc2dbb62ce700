using Gateway.Edge.Traffic;

namespace Gateway.Host.Configuration;

/// <summary>Reads <c>Gateway:Recorder</c>.</summary>
internal static class RecorderReader
{
    /// <summary>A recording of so many is some 400 kB in the database; more is a matter for a packet trace.</summary>
    private const int FramesPerDeviceMax = 1000;

    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static RecorderOptions Read(IConfiguration configuration) =>
        new(SettingsReader.Number(configuration, "Recorder:FramesPerDevice", RecorderOptions.Standard.FramesPerDevice, 0, FramesPerDeviceMax));
}
