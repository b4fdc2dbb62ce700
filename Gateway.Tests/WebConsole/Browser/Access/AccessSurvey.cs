using Gateway.Tests.WebConsole.Browser.City;
using Microsoft.Playwright;

namespace Gateway.Tests.WebConsole.Browser.Access;

/// <summary>Goes through pages in their states and notes what keeps somebody out.</summary>
internal sealed class AccessSurvey(ConsoleCity city)
{
    /// <summary>Elements that break a rule of axe.</summary>
    public List<string> Rules { get; } = [];

    /// <summary>Pages that go sideways on a phone.</summary>
    public List<string> Widths { get; } = [];

    /// <summary>What Tab does not reach, or where one does not see that one is.</summary>
    public List<string> Keys { get; } = [];

    /// <summary>Errors of scripts, and what the browser refused to do.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Pages in a state and a look that were gone through.</summary>
    public int Count { get; private set; }

    public IReadOnlyList<string> All => [.. Rules, .. Widths, .. Keys, .. Faults];

    /// <summary>By the keyboard and on a phone in the first of the looks only: neither depends on colours or words.</summary>
    public async Task RunAsync(IReadOnlyList<ConsoleState> states, IReadOnlyList<Look> looks)
    {
        foreach (var look in looks)
        {
            var windows = new Dictionary<string, ConsoleWindow>();
            foreach (var state in states)
            {
                var role = state.Role ?? "";
                if (!windows.TryGetValue(role, out var window))
                    window = windows[role] = state.Role is null ? await city.OpenUnknownAsync(look) : await city.OpenAsync(look, state.Role);
                try
                {
                    await LookAsync(window, state, look, isFirst: look == looks[0]);
                }
                catch (Exception fault) when (fault is TimeoutException or PlaywrightException)
                {
                    Faults.Add($"{state} ({look}): {fault.Message.Split('\n')[0]}");
                }

                Count++;
            }

            foreach (var window in windows.Values) await window.DisposeAsync();
        }
    }

    private async Task LookAsync(ConsoleWindow window, ConsoleState state, Look look, bool isFirst)
    {
        var before = window.Faults.Count;
        await window.GoAsync(state.Path(city));
        if (state.Prepare is { } prepare)
        {
            await prepare(window);
            await window.RestAsync();
        }

        Rules.AddRange((await AxeCheck.ViolationsAsync(window.Page)).Select(violation => $"{state} ({look}): {violation}"));
        if (isFirst)
        {
            Keys.AddRange((await KeyboardCheck.FaultsAsync(window.Page)).Select(fault => $"{state}: {fault}"));
            await window.Page.SetViewportSizeAsync(Look.PhoneWidth, Look.Phone.Height);
            await window.RestAsync();
            if (await WidthCheck.OverflowAsync(window.Page) is { Length: > 0 } wide) Widths.Add($"{state}: {string.Join(" | ", wide)}");
            await window.Page.SetViewportSizeAsync(look.Width, look.Height);
        }

        Faults.AddRange(window.Faults.Skip(before).Where(fault => !state.MayFail(fault)).Select(fault => $"{state} ({look}): {fault}"));
    }
}
