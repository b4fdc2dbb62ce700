using Gateway.Actors.Commands;
using Gateway.Actors.Habits;
using Xunit;

namespace Gateway.Tests.Actors.Devices.StateSpace;

/// <summary>HTTPS of the small world.</summary>
internal sealed partial class World
{
    private IEnumerable<Step> HttpsSteps()
    {
        foreach (var type in (CommandType[])[CommandType.PersonPush, CommandType.PersonDelete])
            if (_pulls < bounds.Pulls && _faults + BecomesLate(type) <= bounds.Faults) yield return new Step(StepKind.Pull, (int)type);

        for (var i = 0; i < _answers.Count; i++)
        {
            yield return new Step(StepKind.AnswerArrives, i);
            if (_faults < bounds.Faults) yield return new Step(StepKind.AnswerLost, i);
        }

        for (var i = 0; i < _feedbacks.Count; i++)
        {
            yield return new Step(StepKind.FeedbackArrives, i);
            if (_faults < bounds.Faults) yield return new Step(StepKind.FeedbackTwice, i);
            if (_faults < bounds.Faults) yield return new Step(StepKind.FeedbackLost, i);
        }
    }

    private void Pull(CommandType type)
    {
        _pulls++;
        BeLate(type);
        _device.Queue.NoteHttp();
        KeepUp();
        var isEmpty = false;
        Commit(e => isEmpty = _device.Queue.DecidePull(type, At, e));
        var picked = isEmpty ? [] : _device.Queue.PickHttp(type, bounds.Most, 1 << 20, bounds.Rule);
        Assert.All(picked, command => Assert.False(_ended.ContainsKey(command.Id), $"{command.Id} is handed out, but has ended"));
        Assert.All(picked, command => Assert.DoesNotContain(OlderOpen(command), id => id != command.Id)); // D26
        Commit(e => _device.Queue.DecideHandOut(type, picked, bounds.Rule, (AnswerForm.Json, true), UnreportedRule.Fail, At, e));
        if (picked.Count > 0 || bounds.Reports == Reports.EmptyToo) _answers.Add(new PullAnswer(type, [.. picked.Select(command => command.Id)]));
    }

    private IEnumerable<string> OlderOpen(Command command) => _accepted.TakeWhile(other => other.Id != command.Id)
        .Where(other => other.UserId == command.UserId && !_ended.ContainsKey(other.Id)).Select(other => other.Id);

    /// <summary>The terminal does what it is told, all but the one that it cannot do, and says so in its way.</summary>
    private void Arrive(int which)
    {
        var answer = _answers[which];
        _answers.RemoveAt(which);
        foreach (var id in answer.Ids) (id == bounds.Fails ? _undone : _done).Add(id);
        Obey(answer.Ids);
        switch (bounds.Reports)
        {
            case Reports.PerPull or Reports.EmptyToo: Say(answer, answer.Ids); break;
            case Reports.PerPerson: foreach (var id in answer.Ids) Say(answer, [id]); break;
        }
    }

    private void Say(PullAnswer answer, string[] ids) => _feedbacks.Add(new Feedback(answer.Type, ids, answer.IsLate) { Succeeded = !ids.Contains(bounds.Fails) });

    /// <summary>What is still under way is said of a hand-out that is over when it comes: a fault of the world, like a loss.</summary>
    private void BeLate(CommandType? type)
    {
        _faults += BecomesLate(type);
        // A success for an empty list that comes after the next pull is told from that one's by nobody (decision 0091): here it never does.
        _faults -= _answers.RemoveAll(answer => answer is { Ids.Length: 0, IsLate: false } && (type is null || answer.Type == type));
        _faults -= _feedbacks.RemoveAll(feedback => feedback is { Ids.Length: 0, IsLate: false } && (type is null || feedback.Type == type));
        for (var i = 0; i < _answers.Count; i++) if (type is null || _answers[i].Type == type) _answers[i] = _answers[i] with { IsLate = true };
        for (var i = 0; i < _feedbacks.Count; i++) if (type is null || _feedbacks[i].Type == type) _feedbacks[i] = _feedbacks[i] with { IsLate = true };
    }

    /// <summary>
    /// What becomes late by a pull of that kind: all that is under way, one that is late already too, for D23 tells a late feedback only from those of the next hand-out. Null:
    /// by time, which makes nothing later than it is.
    /// </summary>
    private int BecomesLate(CommandType? type) =>
        _answers.Count(answer => type is null ? !answer.IsLate : answer.Type == type) + _feedbacks.Count(feedback => type is null ? !feedback.IsLate : feedback.Type == type);

    private void Take(int which, bool twice)
    {
        var feedback = _feedbacks[which];
        _feedbacks.RemoveAt(which);
        for (var times = twice ? 2 : 1; times > 0; times--)
        {
            _device.Queue.NoteHttp();
            KeepUp();
            var said = (byte)(feedback.Type == CommandType.PersonPush ? feedback.Succeeded ? 2 : 3 : feedback.Succeeded == bounds.Swapped ? 1 : 0);
            var words = !bounds.Swapped ? null : feedback.Succeeded ? "人员删除成功" : "删除失败";
            Commit(e => _device.Queue.DecideFeedback(feedback.Type, said, said is 0 or 2, FeedbackOrigin.Specification, words, At, e));
        }
    }
}
