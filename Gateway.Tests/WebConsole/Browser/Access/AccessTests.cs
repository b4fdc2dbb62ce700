using Xunit;

namespace Gateway.Tests.WebConsole.Browser.Access;

/// <summary>
/// The console for everybody (issue 20): axe finds nothing, nothing goes sideways on a phone, everything is reached by the keyboard. In the gate one page of each kind, in both
/// languages and themes; in <c>build prove console</c> all of them in all their states, with a table in the directory that <c>GATEWAY_PROVE_REPORTS</c> names.
/// </summary>
[Collection(ConsoleTests.Collection)]
[Trait(Category.Name, Category.Long)]
public sealed class AccessTests(ConsoleStage stage)
{
    private static readonly Look[] OfTheGate = [new("zh"), new("en", IsDark: true)];

    [BrowserFact]
    public async Task Pages_OneOfEachKind_BreakNoRuleStayNarrowAndObeyTheKeyboard()
    {
        var survey = new AccessSurvey(await stage.CityAsync());

        await survey.RunAsync([.. ConsoleStates.All.Where(static state => state.IsOfTheGate)], OfTheGate);

        AssertNothing(survey);
    }

    [BrowserFact]
    public async Task Search_BySlashAndCtrlK_IsWhereOneTypes()
    {
        var city = await stage.CityAsync();
        await using var window = await city.OpenAsync(Look.All[0]);
        await window.GoAsync("/devices");

        foreach (var keys in new[] { "/", "Control+k" })
        {
            await window.Page.EvaluateAsync("() => document.activeElement.blur()");
            await window.Page.Keyboard.PressAsync(keys);
            Assert.Equal("find", await window.Page.EvaluateAsync<string>("() => document.activeElement.id"));
            Assert.Equal("", await window.Page.InputValueAsync("#find"));
        }
    }

    [ProveFact]
    public async Task Pages_AllOfThemInAllStates_Measured()
    {
        var survey = new AccessSurvey(await stage.CityAsync());

        await survey.RunAsync(ConsoleStates.All, Look.All);

        var figures = new ConsoleFigures("access", "The console's pages, all states");
        figures.Add("pages in a state × languages × themes", $"{ConsoleStates.All.Count} × {Look.All.Length} = {survey.Count}");
        figures.Add("elements that break a rule of axe", $"{survey.Rules.Count}");
        figures.Add($"of {ConsoleStates.All.Count} at {Look.PhoneWidth} px, those that go sideways", $"{survey.Widths.Count}");
        figures.Add("elements that Tab does not reach, or where the focus is not seen", $"{survey.Keys.Count}");
        figures.Add("errors of scripts", $"{survey.Faults.Count}");
        AssertNothing(survey);
    }

    private static void AssertNothing(AccessSurvey survey)
    {
        if (Environment.GetEnvironmentVariable("GATEWAY_PROVE_REPORTS") is { Length: > 0 } directory)
            File.WriteAllLines(Path.Combine(directory, "console-faults.txt"), survey.All);
        Assert.True(survey.All.Count == 0, $"{survey.All.Count}:\n{string.Join('\n', survey.All)}");
    }
}
