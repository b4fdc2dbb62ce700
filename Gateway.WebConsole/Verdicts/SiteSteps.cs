using Gateway.Storage.Board;

namespace Gateway.WebConsole.Verdicts;

/// <summary>Where things about a site are done.</summary>
internal static class SiteSteps
{
    /// <summary>The page of a site.</summary>
    public static string Address(string code) => "/site/" + Uri.EscapeDataString(code);

    public static SiteStep Gates(SiteEvidence e) => new("gates", "See its gates", "查看闸机", Address(e.Code) + "#gates");

    public static SiteStep Gate(GateState gate) => new("gate", "See the gate", "查看闸机", Device(gate));

    public static SiteStep Clock(GateState gate) => new("clock", "Set its clock", "去校时", Device(gate));

    /// <param name="show">The filter of the roster there.</param>
    public static SiteStep Roster(SiteEvidence e, string show) => new("roster", "See the roster", "查看名单", $"{Address(e.Code)}?show={show}#roster");

    public static SiteStep Attendance(SiteEvidence e) => new("attendance", "See the site", "查看工地", Address(e.Code) + "#attendance");

    public static SiteStep Alarms(SiteEvidence e) => new("alarms", "See the alarms", "查看告警", Address(e.Code) + "#alarms");

    private static string Device(GateState gate) => "/device/" + Uri.EscapeDataString(gate.Sn);
}
