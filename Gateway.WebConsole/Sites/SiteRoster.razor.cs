using Gateway.Actors.Privacy;
using Gateway.Storage.Keys;
using Gateway.Storage.Rosters;
using Gateway.WebConsole.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;

namespace Gateway.WebConsole.Sites;

/// <summary>Filters, selection and what is done to it.</summary>
public sealed partial class SiteRoster
{
    private const int GateNameMax = 12;
    private const int NameMax = 12;

    /// <summary>Names that are kept while the page is open: scrolling back asks nothing.</summary>
    private const int NamesMax = 5_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);
    private static readonly RosterCell[] Cells = [RosterCell.Present, RosterCell.Pending, RosterCell.Sent, RosterCell.Failed, RosterCell.Removing, RosterCell.Foreign];

    private readonly HashSet<string> _selected = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private Virtualize<Row>? _rows;
    private RosterMatrix? _matrix;
    private IReadOnlySet<string>? _clockedIn;
    private IReadOnlyList<RosterLine> _shown = [];
    private string? _text;
    private bool _working;
    private bool _removing;

    /// <summary>The code of the site.</summary>
    [Parameter, EditorRequired] public string Site { get; set; } = "";

    /// <summary>One of <see cref="RosterView"/>'s names.</summary>
    [SupplyParameterFromQuery(Name = "show")] public string? Show { get; set; }

    private string View => RosterView.Of(Show);

    private IEnumerable<(string Name, string Words)> Views =>
    [
        (RosterView.Missing, T("Missing somewhere", "只看有缺的")),
        (RosterView.All, T("All", "全部")),
        (RosterView.Refused, T("Refused", "终端拒绝")),
        (RosterView.Waiting, T("Waiting", "等待下发")),
        (RosterView.Absent, T("Not clocked in today", "今天未打卡")),
        (RosterView.Extra, T("Too many", "多余")),
    ];

    /// <summary>Whom pushing again is about: the selected ones, or all that are shown.</summary>
    private string[] Targets => _selected.Count > 0 ? [.. _selected] : [.. _shown.Select(static line => line.UserId)];

    private int TargetCount => _selected.Count > 0 ? _selected.Count : _shown.Count;

    private bool AllSelected => _shown.Count > 0 && _shown.All(line => _selected.Contains(line.UserId));

    private string None => View switch
    {
        RosterView.Missing => T("Everybody is on all the gates where he should be.", "名单上的人在应有的闸机上都已确认。"),
        RosterView.Absent => T("Everybody has clocked in today.", "今天全部人员都已打卡。"),
        _ => T("Nobody.", "没有人员。"),
    };

    protected override void OnInitialized() => _ = EveryAsync(Pause, LoadAsync);

    protected override async Task OnParametersSetAsync()
    {
        if (_matrix is null) return;
        Apply();
        if (_rows is not null) await _rows.RefreshDataAsync();
    }

    private async Task LoadAsync()
    {
        _clockedIn = await Absence.ClockedInAsync(Site, Gone);
        _matrix = await Matrices.GetAsync(Site, Gone);
        var users = _matrix.Rows.Select(static line => line.UserId).ToHashSet(StringComparer.Ordinal);
        _selected.IntersectWith(users);
        Apply();
        if (_rows is not null) await _rows.RefreshDataAsync();
    }

    private void Apply()
    {
        var lines = _matrix!.Rows;
        foreach (var name in RosterView.Names) _counts[name] = lines.Count(line => IsIn(name, line));
        var text = _text?.Trim().ToLowerInvariant() ?? "";
        _shown = [.. lines.Where(line => IsIn(View, line) && (text.Length == 0 || line.UserId.ToLowerInvariant().Contains(text, StringComparison.Ordinal)))];
    }

    private bool IsIn(string view, RosterLine line) => RosterView.Has(view, line, _clockedIn);

    private int CountOf(string view) => _counts.GetValueOrDefault(view);

    private string Address(string view) => Navigation.GetUriWithQueryParameter("show", view == RosterView.Missing ? null : view);

    private async Task Filter()
    {
        Apply();
        if (_rows is not null) await _rows.RefreshDataAsync();
    }

    private void Select(string userId, ChangeEventArgs change)
    {
        if (change.Value is true) _selected.Add(userId);
        else _selected.Remove(userId);
        _removing = false;
    }

    private void SelectAll(ChangeEventArgs change)
    {
        foreach (var line in _shown) Select(line.UserId, change);
    }

    private void Unselect()
    {
        _selected.Clear();
        _removing = false;
    }

    private Task PushAgainAsync() => WorkAsync(async () =>
    {
        var users = Targets;
        var due = await Handling.PushAgainAsync(Site, users, await User.AuditAsync(), Gone);
        Toasts.Add(T(
            $"{users.Length} persons: {due} orders go out again now. A gate that is offline gets them when it comes back.", $"{users.Length} 人：{due} 条下发已立即重新执行，离线闸机上线后自动补发。"));
    });

    private Task RemoveAsync() => WorkAsync(async () =>
    {
        var removed = await Handling.RemoveAsync(Site, [.. _selected], await User.AuditAsync(), Gone);
        Unselect();
        Toasts.Add(T($"{removed} persons are not in the roster any more.", $"已从名单移除 {removed} 人。"));
    });

    /// <summary>One thing at a time; then the page shows what it has made of the roster.</summary>
    private async Task WorkAsync(Func<Task> work)
    {
        if (_working) return;
        _working = true;
        await DoAsync(ApiRole.Platform, work);
        await DoAsync(ApiRole.Viewer, LoadAsync);
        _working = false;
    }

    private async ValueTask<ItemsProviderResult<Row>> RowsAsync(ItemsProviderRequest request)
    {
        if (_matrix is not { } matrix) return new ItemsProviderResult<Row>([], 0);
        var shown = _shown;
        var lines = shown.Skip(request.StartIndex).Take(request.Count).ToList();
        IReadOnlyList<Row> rows = [];
        await DoAsync(ApiRole.Viewer, async () => rows = await CompleteAsync(matrix, lines));
        return new ItemsProviderResult<Row>(rows, rows.Count == lines.Count ? shown.Count : 0);
    }

    private async Task<IReadOnlyList<Row>> CompleteAsync(RosterMatrix matrix, List<RosterLine> lines)
    {
        string[] refs = [.. lines.Select(static line => line.PersonRef).OfType<string>().Where(name => !_names.ContainsKey(name)).Distinct()];
        if (_names.Count + refs.Length > NamesMax) _names.Clear();
        foreach (var (name, person) in await Persons.LoadWithoutPhotosAsync(refs, Gone)) _names[name] = person is null ? "?" : Plain(NameMask.Of(person.Name), NameMax);

        // What a terminal says in words of its own may name somebody: not for a viewer.
        var said = MayWrite ? await Reader.WordsAsync(matrix.Site, [.. lines.Where(static line => line.IsRefused).Select(static line => line.UserId)], Gone) : null;
        return lines.ConvertAll(line => new Row(
            line,
            line.PersonRef is { } content ? _names.GetValueOrDefault(content, "?") : T("not in the roster", "不在名单"),
            Plain(MayWrite ? line.UserId : UserIdMask.Of(line.UserId)),
            Text.RosterReason(line, matrix.Gates, code => said?.GetValueOrDefault((line.UserId, code)), Moment)));
    }

    private string Words(RosterMatrix matrix, Row row, int place)
    {
        var gate = matrix.Gates[place];
        var code = row.Line.Codes?[place];
        return $"{Plain(gate.Name ?? gate.Sn)}: {Text.Cell(row.At(place))}{(code is null ? "" : $" ({Text.Result(code, null)})")}";
    }

    private string Moment(DateTimeOffset? at) => at is { } time ? Text.Moment(time, Time.GetUtcNow(), Preferences.Zone ?? Options.TimeZone) : "–";

    private string NotServed(RosterGate gate) => gate.IsHere ? Text.Status(gate.Status) : T("stands elsewhere by now", "已不在该工地");

    /// <summary>A person as the table shows him.</summary>
    /// <param name="Name">Masked.</param>
    /// <param name="Shown">His <c>user_id</c> as this viewer may see it.</param>
    private sealed record Row(RosterLine Line, string Name, string Shown, string Why)
    {
        public RosterCell At(int place) => place < Line.Cells.Count ? Line.Cells[place] : RosterCell.None;

        public override string ToString() => "***";
    }
}
