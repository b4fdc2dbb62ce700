using Gateway.Actors.Attendance;
using Gateway.Actors.Privacy;
using Gateway.Platform.Workers;
using Gateway.Storage.Attendance;
using Gateway.Storage.Audit;
using Gateway.Storage.Commands;
using Gateway.Storage.Keys;
using Gateway.Storage.Rosters;
using Gateway.WebConsole.Lists;
using Gateway.WebConsole.Parts;
using Microsoft.AspNetCore.Components;

namespace Gateway.WebConsole.Workers;

/// <summary>What is known of one person, masked.</summary>
public sealed partial class WorkerPage
{
    private const int RecordsShown = 100;
    private const int CommandsShown = 20;
    private const int AuditShown = 50;
    private const int GateNameMax = 40;

    /// <summary>So many days are shown unless the address says which.</summary>
    private const int DaysShown = 31;

    private Worker? _worker;
    private IReadOnlyList<AttendanceRecord> _records = [];
    private IReadOnlyList<DeviceCommand> _commands = [];
    private IReadOnlyList<AuditEntry> _audit = [];
    private IReadOnlyDictionary<string, string> _gates = new Dictionary<string, string>();
    private string? _older;
    private bool _hasMore;
    private bool _loaded;

    [Inject] internal NameReader Names { get; set; } = default!;

    /// <summary>As <see cref="WorkerLinks"/> writes it.</summary>
    [Parameter, EditorRequired] public string Reference { get; set; } = "";

    [SupplyParameterFromQuery] public string? From { get; set; }

    [SupplyParameterFromQuery] public string? To { get; set; }

    /// <summary>Where the page of the audit begins.</summary>
    [SupplyParameterFromQuery] public string? Cursor { get; set; }

    /// <summary>His <c>user_id</c> as this viewer may see it.</summary>
    private string Shown => Plain(MayWrite ? _worker?.UserId : UserIdMask.Of(_worker?.UserId));

    private bool IsRangeGiven => From is not null || To is not null;

    private string? RangeFrom => IsRangeGiven ? From : DayRange.Text(Today.AddDays(1 - DaysShown));

    private string? RangeTo => IsRangeGiven ? To : DayRange.Text(Today);

    private DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Time.GetUtcNow(), Preferences.Zone ?? Options.TimeZone).Date);

    /// <summary>What the file is made of beside the query of the page.</summary>
    private IEnumerable<(string Name, string? Value)> ExportWith =>
        IsRangeGiven ? [("worker", Reference)] : [("worker", Reference), ("from", RangeFrom), ("to", RangeTo)];

    private string AllRecords => Navigation.GetUriWithQueryParameters(
        "/attendance", new Dictionary<string, object?> { ["worker"] = Reference, ["from"] = RangeFrom, ["to"] = RangeTo });

    protected override async Task OnParametersSetAsync()
    {
        await DoAsync(ApiRole.Viewer, LoadAsync);
        _loaded = true;
    }

    private async Task LoadAsync()
    {
        if (Links.Read(Reference) is not { } userId)
        {
            _worker = null;
            return;
        }

        var worker = await Reading.GetAsync(userId, Gone);
        var (from, to) = DayRange.Parse(RangeFrom, RangeTo).In(Preferences.Zone ?? Options.TimeZone);
        var records = await Attendance.NewestAsync(new AttendanceFilter(null, userId, null, from, to), RecordsShown, null, Gone);
        var commands = await Commands.NewestAsync(new CommandFilter(UserId: userId), CommandsShown, null, Gone);
        var audit = await Reading.AuditAsync(worker, AuditShown, Cursor, Gone);
        (_records, _hasMore, _commands, _older) = (records.Items, records.NextCursor is not null, commands.Items, audit.NextCursor);

        // Masked rows for everybody; where somebody sat is the administrators'.
        _audit = Caller is { Role: ApiRole.Admin } ? audit.Items : [.. audit.Items.Select(static entry => entry with { Remote = "–" })];
        _gates = await GatesAsync(worker);
        _worker = worker;
    }

    /// <summary>Names of the gates that the page speaks of.</summary>
    private async Task<IReadOnlyDictionary<string, string>> GatesAsync(Worker worker)
    {
        string[] sns =
        [
            .. worker.Sites.SelectMany(static site => site.Places).Select(static place => place.Sn).Concat(_records.Select(static record => record.Sn))
                .Concat(_commands.Select(static command => command.Sn)).Distinct(),
        ];
        return (await Names.DevicesAsync(sns, Gone)).ToDictionary(static gate => gate.Key, static gate => Plain(gate.Value, GateNameMax));
    }

    private string Validity(WorkerSite site)
    {
        if (site.Entry is not { } entry) return T("not in its roster", "不在其名单");
        return (entry.ValidFrom, entry.ValidUntil) switch
        {
            (null, null) => "",
            ({ } from, null) => T($"from {from}", $"{from} 起"),
            (null, { } until) => T($"until {until}", $"至 {until}"),
            var (from, until) => T($"{from} to {until}", $"{from} 至 {until}"),
        };
    }
}
