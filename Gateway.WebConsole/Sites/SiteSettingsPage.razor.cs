using Gateway.Platform.Problems;
using Gateway.Platform.Sites;
using Gateway.Storage.Keys;
using Gateway.Storage.Sites;
using Gateway.WebConsole.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Gateway.WebConsole.Sites;

/// <summary>The form of a site, by the rules of the API.</summary>
public sealed partial class SiteSettingsPage
{
    private const int SpansMax = 28;
    private const string Draft = "site";

    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private readonly List<Span> _spans = [];
    private SiteResponse? _site;
    private IReadOnlyList<string> _faults = [];
    private string? _code;
    private string? _name;
    private string? _region;
    private string? _contractor;
    private string? _tags;
    private string _status = "active";
    private DateOnly? _completed;
    private DateOnly? _settled;
    private int? _retention;
    private bool _hold;
    private string _drift = "repair";
    private bool _loaded;
    private bool _working;
    private bool _deleting;

    /// <summary>Null: a new one.</summary>
    [Parameter] public string? Code { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        await DoAsync(ApiRole.Viewer, async () =>
        {
            _site = Code is null ? null : await Reading.GetAsync(Code, Gone);
            if (_site is { } site) Fill(site);
        });
        _loaded = true;
    }

    private void Fill(SiteResponse site)
    {
        (_name, _region, _contractor, _tags) = (site.Name, site.Region, site.Contractor, string.Join(", ", site.Tags));
        (_completed, _settled) = (SiteText.ToDate(site.CompletedOn), SiteText.ToDate(site.SettledOn));
        (_status, _retention, _hold, _drift) = (site.Status, site.RetentionDays, site.LegalHold, site.Drift);
        _spans.Clear();
        _spans.AddRange(site.Hours.Select(static hours => new Span(hours.Days ?? []) { From = hours.From, To = hours.To }));
    }

    private async Task SaveAsync()
    {
        _working = true;
        await DoAsync(ApiRole.Platform, async () =>
        {
            var errors = new FieldErrors();
            var code = Code ?? _code?.Trim() ?? "";
            if (Code is null && await Reading.GetAsync(code, Gone) is not null)
            {
                _faults = [T("There is a site with this code already.", "已有使用该编号的工地。")];
                return;
            }

            var put = await Provisioning.PutAsync(code, Request(), await User.AuditAsync(), errors, Gone);
            _faults = put is null ? Text.Faults(errors) : [];
            if (put is null) return;
            await Js.InvokeVoidAsync("gatewayConsole.draftDone", Draft);
            Toasts.Add(T("Saved.", "已保存。"));
            Navigation.NavigateTo(Page(code));
        });
        _working = false;
    }

    /// <summary>Every field: what is empty in the form is cleared.</summary>
    private PutSiteRequest Request() => new(
        _name?.Trim() ?? "",
        _region?.Trim() ?? "",
        _contractor?.Trim() ?? "",
        _status,
        _status is "completed" or "settled" ? SiteReading.Date(_completed) : null,
        _status is "settled" ? SiteReading.Date(_settled) : null,
        [.. _spans.Select(static span => new SiteHours([.. Days.Where(span.Days.Contains)], span.From?.Trim(), span.To?.Trim()))],
        _retention,
        _hold,
        [.. (_tags ?? "").Split([',', '，', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        _drift);

    private async Task DeleteAsync()
    {
        if (!_deleting)
        {
            _deleting = true; // The second click does it.
            return;
        }

        _working = true;
        await DoAsync(ApiRole.Platform, async () =>
        {
            var deletion = await Provisioning.DeleteAsync(Code!, await User.AuditAsync(), Gone);
            _faults = deletion switch
            {
                SiteDeletion.HasDevices => [T("It has terminals: move or delete them first.", "该工地还有终端，请先迁移或删除。")],
                SiteDeletion.HasPersons => [T("It has persons on its roster or its gates: remove them first.", "该工地名单或闸机上还有人员，请先移除。")],
                SiteDeletion.OnHold => [T("It is on legal hold.", "该工地依法保留，不能删除。")],
                _ => [],
            };
            if (deletion is not (SiteDeletion.Deleted or SiteDeletion.Unknown)) return;
            Toasts.Add(T("The site is deleted; its records stay.", "工地已删除，其记录保留。"));
            Navigation.NavigateTo("/sites");
        });
        (_working, _deleting) = (false, false);
    }

    private void AddSpan() => _spans.Add(new Span(Days[..6]) { From = "06:00", To = "18:00" });

    private static string Page(string code) => "/site/" + Uri.EscapeDataString(code);

    /// <summary>Hours while they are typed.</summary>
    private sealed class Span(IEnumerable<string> days)
    {
        public HashSet<string> Days { get; } = [.. days];

        public string? From { get; set; }

        public string? To { get; set; }

        public void Set(string day, bool isOn)
        {
            if (isOn) Days.Add(day);
            else Days.Remove(day);
        }
    }
}
