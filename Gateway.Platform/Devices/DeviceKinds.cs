using Gateway.Actors.Devices;

namespace Gateway.Platform.Devices;

/// <summary>The contract's names of the kinds.</summary>
internal static class DeviceKinds
{
    public static readonly IReadOnlyList<string> Names = ["attendance", "enrolment"];

    public static string Text(DeviceKind kind) => kind == DeviceKind.Attendance ? Names[0] : Names[1];

    public static DeviceKind? Parse(string? text) =>
        text == Names[0] ? DeviceKind.Attendance : text == Names[1] ? DeviceKind.Enrolment : null;
}
